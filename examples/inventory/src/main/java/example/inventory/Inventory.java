package example.inventory;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.jdbc.core.JdbcTemplate;

/** A service that counts goods. What its customers may do follows from their tiers and roles, which are seeds. */
@SpringBootApplication
public class Inventory {
    private static final Logger LOG = LoggerFactory.getLogger(Inventory.class);

    public static void main(String[] args) {
        SpringApplication.run(Inventory.class, args);
    }

    /** Stands for all that an application does with its tables once they are there. */
    @Bean
    CommandLineRunner offers(JdbcTemplate jdbc) {
        return args -> LOG.info("tiers on offer: {}", jdbc.queryForList("""
                select name || ' at ' || price from subscription_tier order by price""", String.class));
    }
}
