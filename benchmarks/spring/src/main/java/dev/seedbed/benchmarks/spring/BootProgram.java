package dev.seedbed.benchmarks.spring;

import org.springframework.boot.CommandLineRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * An application with a pool of connections, which asks its database something and ends: what it takes to start is the
 * time of the process.
 */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import(ByHand.class)
public class BootProgram {
    public static void main(String[] arguments) {
        SpringApplication.run(BootProgram.class, arguments).close();
    }

    @Bean
    CommandLineRunner asks(JdbcTemplate jdbc) {
        return arguments -> jdbc.queryForObject("select 1", Integer.class);
    }
}
