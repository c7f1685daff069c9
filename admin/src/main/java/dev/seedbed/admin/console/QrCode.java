package dev.seedbed.admin.console;

import io.nayuki.qrcodegen.QrCode.Ecc;

/**
 * A text as a QR code, drawn on the server: no other program sees it.
 *
 * @param size of a side, in modules, with the quiet zone around
 * @param path of the dark modules, for SVG
 */
public record QrCode(int size, String path) {
    /** What a reader needs to find the code. */
    private static final int QUIET = 4;

    static QrCode of(String text) {
        var code = io.nayuki.qrcodegen.QrCode.encodeText(text, Ecc.MEDIUM);
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < code.size; y++) {
            for (int x = 0; x < code.size; x++) {
                if (code.getModule(x, y)) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(',')
                            .append(y + QUIET)
                            .append("h1v1h-1z");
                }
            }
        }
        return new QrCode(code.size + 2 * QUIET, path.toString());
    }
}
