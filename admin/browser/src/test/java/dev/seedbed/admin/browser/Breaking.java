package dev.seedbed.admin.browser;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.sql.DataSource;

/** A service whose seeds break while somebody fills in a form. */
final class Breaking {
    private static final String FILE = "products.yaml";

    private static final String WHOLE = """
            tables:
              product:
                key: [code]
                sensitive: [supplier_key]
                insert-only: [description]
                rows:
                  - {code: crate, name: Crate, price: 12, is_active: true}
            """;

    /** Named without the directories of whoever tests, for the picture. */
    private final Path seeds = Path.of("target", "seeds");

    private final Service service;

    private Breaking() {
        write(WHOLE);
        DataSource database = Service.SERVER.dataSource(Service.SERVER.newDatabase());
        Service.sql(
                database,
                "create table product (code varchar(40) primary key, name varchar(80) not null, description text, price"
                        + " numeric(10, 2) not null, is_active boolean not null, supplier_key varchar(80))");
        var seedbed = Service.seedbed(database, seeds, "development");
        seedbed.ledger().enable();
        seedbed.update();
        service = Service.start(database, Service.seedbed(database, seeds, "development"));
        service.account("root", "admin");
    }

    private static final class Once {
        private static final Breaking IT = new Breaking();
    }

    /** Who sends a form that nothing can be made of. */
    static Visitor kept(Look look) {
        return Once.IT.sent(look);
    }

    private Visitor sent(Look look) {
        Visitor visitor = service.visitor(look, "root", "admin").open(Places.row("product", "code", "crate") + "/edit");
        visitor.page().locator("[name='v.price']").fill("14.50");
        visitor.page().locator("[name='v.description']").fill("Wood, 60 x 40 cm.\nComes back empty.");
        visitor.fill("Reason", "agreed with the supplier");
        write(WHOLE.replace("price: 12", "prise: 12"));
        try {
            return visitor.press("Save").sees("Nothing was saved, and what you typed is below.");
        } finally {
            write(WHOLE);
        }
    }

    private void write(String text) {
        try {
            Files.createDirectories(seeds);
            Files.writeString(seeds.resolve(FILE), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
