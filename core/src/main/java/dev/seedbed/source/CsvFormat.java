package dev.seedbed.source;

import dev.seedbed.seed.Group;
import dev.seedbed.seed.SeedTable;
import dev.seedbed.seed.SeedUnit;
import java.util.List;
import java.util.Set;

/** A CSV file alone: the file's name is the seeder's and the table's. */
final class CsvFormat implements SeedFormat {
    @Override
    public boolean takes(SeedFile file) {
        return file.extension().equals("csv");
    }

    @Override
    public SeedUnit read(SeedFile file) {
        CsvRows rows = new CsvRows(new CsvFile(file.root(), file.relative(), null));
        return new SeedUnit(
                file.baseName(),
                Group.CORE,
                Set.of(),
                List.of(),
                List.of(SeedTable.of(file.baseName(), rows, file.location())),
                List.of(),
                file.attachments(),
                file.location());
    }
}
