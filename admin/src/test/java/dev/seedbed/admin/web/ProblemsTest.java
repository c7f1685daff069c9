package dev.seedbed.admin.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seedbed.admin.Shop;
import dev.seedbed.admin.access.Refused;
import dev.seedbed.admin.audit.Trail;
import dev.seedbed.admin.data.AdminDatabase;
import dev.seedbed.ledger.LedgerKey;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();
    private final List<String> told = new ArrayList<>();

    private <T> T fake(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (proxy, method, values) -> {
                    told.add(method.getName() + (values == null ? "" : " " + values[0]));
                    return method.getName().equals("getOutputStream") ? stream() : null;
                }));
    }

    private ServletOutputStream stream() {
        return new ServletOutputStream() {
            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setWriteListener(WriteListener listener) {}

            @Override
            public void write(int next) {
                body.write(next);
            }
        };
    }

    @Test
    void where_no_page_can_be_made_the_number_is_told_all_the_same() throws Exception {
        ErrorPages broken = new ErrorPages() {
            @Override
            public boolean isFor(HttpServletRequest request) {
                return true;
            }

            @Override
            public boolean isOnTheWayToSignIn(HttpServletRequest request, Refused refused) {
                return false;
            }

            @Override
            public void answer(HttpServletRequest request, HttpServletResponse response, Refused refused) {
                throw new IllegalStateException("no template");
            }
        };
        Trail trail = new Trail(new AdminDatabase(Shop.onH2().dataSource(), Clock.systemUTC()), LedgerKey.NONE);

        new Problems(trail, broken)
                .failed(
                        fake(HttpServletRequest.class),
                        fake(HttpServletResponse.class),
                        new IllegalStateException("a detail"));

        assertThat(body.toString(StandardCharsets.UTF_8)).matches("""
                Something went wrong here.
                  mend:  look for [0-9a-f-]{36} in the log of the service
                """);
        assertThat(told)
                .containsExactly(
                        "resetBuffer", "setStatus 500", "setContentType text/plain;charset=UTF-8", "getOutputStream");
    }
}
