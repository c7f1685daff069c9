package dev.seedbed.admin.web;

import tools.jackson.core.JsonParser;
import tools.jackson.databind.DeserializationContext;
import tools.jackson.databind.deser.jdk.StringDeserializer;
import tools.jackson.databind.deser.std.StdScalarDeserializer;

/** Text that every database can keep: without NUL, and without halves of characters. */
final class PlainText extends StdScalarDeserializer<String> {
    PlainText() {
        super(String.class);
    }

    @Override
    public String deserialize(JsonParser parser, DeserializationContext context) {
        String text = StringDeserializer.instance.deserialize(parser, context);
        if (text != null && !isPlain(text)) {
            return context.reportInputMismatch(this, "text with NUL or half a character");
        }
        return text;
    }

    static boolean isPlain(String text) {
        return text.codePoints().noneMatch(PlainText::isNone);
    }

    private static boolean isNone(int codePoint) {
        return codePoint == 0 || (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE);
    }
}
