package dev.seedbed.admin.web;

import dev.seedbed.admin.access.Refused;
import dev.seedbed.seed.Problem;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;

/** A request of which no more can be read than a limit, whatever it says of its length. */
final class LimitedBody extends HttpServletRequestWrapper {
    private final int mostBytes;

    LimitedBody(HttpServletRequest request, int mostBytes) {
        super(request);
        this.mostBytes = mostBytes;
    }

    static Refused tooLarge(int mostBytes) {
        return new Refused(
                413,
                "body-too-large",
                new Problem("The body is larger than " + mostBytes + " bytes.", null, "send less at once"));
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        ServletInputStream body = super.getInputStream();
        return new ServletInputStream() {
            private long read;

            private int counted(int more) {
                read += Math.max(more, 0);
                if (read > mostBytes) {
                    throw tooLarge(mostBytes);
                }
                return more;
            }

            @Override
            public int read() throws IOException {
                int next = body.read();
                counted(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] into, int offset, int length) throws IOException {
                return counted(body.read(into, offset, length));
            }

            @Override
            public boolean isFinished() {
                return body.isFinished();
            }

            @Override
            public boolean isReady() {
                return body.isReady();
            }

            @Override
            public void setReadListener(ReadListener listener) {
                body.setReadListener(listener);
            }
        };
    }
}
