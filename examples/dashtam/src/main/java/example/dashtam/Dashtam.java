package example.dashtam;

import dev.seedbed.casbin.ReadOnlyAdapter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import javax.sql.DataSource;
import org.casbin.jcasbin.main.Enforcer;
import org.casbin.jcasbin.model.Model;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.Resource;

/** A service over bank accounts. What its users may do follows from roles, which are seeds. */
@SpringBootApplication
public class Dashtam {
    private static final Logger LOG = LoggerFactory.getLogger(Dashtam.class);

    public static void main(String[] args) {
        SpringApplication.run(Dashtam.class, args);
    }

    /** Reads the rules when it is made, which is after the seeds. */
    @Bean
    @DependsOnDatabaseInitialization
    Enforcer enforcer(DataSource database, @Value("classpath:model.conf") Resource model) throws IOException {
        Model rules = new Model();
        rules.loadModelFromText(model.getContentAsString(StandardCharsets.UTF_8));
        return new Enforcer(rules, new ReadOnlyAdapter(database));
    }

    /** Answers {@code --may=admin,accounts,read}. */
    @Bean
    ApplicationRunner answer(Enforcer enforcer) {
        return arguments -> {
            for (String asked : Objects.requireNonNullElse(arguments.getOptionValues("may"), List.<String>of())) {
                String[] words = asked.split(",", -1);
                boolean may = enforcer.enforce(words[0], words[1], words[2]);
                LOG.info("{} {} {} {}", words[0], may ? "may" : "may not", words[2], words[1]);
            }
        };
    }
}
