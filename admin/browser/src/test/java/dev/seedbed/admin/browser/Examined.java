package dev.seedbed.admin.browser;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** What is wrong with a page, whichever it is: nothing, for each of these. */
final class Examined {
    private static final String AXE = read("/axe.min.js");

    /** What reaches past the window, but for what scrolls within a part of the page. */
    private static final String OVERFLOW = """
            (() => {
              const wide = document.documentElement.clientWidth;
              if (document.scrollingElement.scrollWidth <= wide) return [];
              const scrolls = e => { for (let p = e.parentElement; p; p = p.parentElement)
                if (/auto|scroll|hidden|clip/.test(getComputedStyle(p).overflowX)) return true; return false; };
              const told = [...document.body.querySelectorAll('*')]
                .filter(e => e.getBoundingClientRect().right > wide + 0.5 && !scrolls(e))
                .map(e => e.tagName.toLowerCase() + (e.id ? '#' + e.id : '') + (e.className && e.className.baseVal === undefined
                  ? '.' + e.className : '') + ' reaches to ' + Math.round(e.getBoundingClientRect().right) + ': ' + e.innerText?.slice(0, 60));
              return ['the page is ' + document.scrollingElement.scrollWidth + ' wide', ...told];
            })()""";

    /** No more than a table takes whose rows come in after each other, and widen its columns by a few pixels. */
    static final double MOST_SHIFT = 0.01;

    /** As the browser counts it since the page was loaded. */
    private static final String SHIFT = """
            new Promise(told => {
              let sum = 0;
              new PerformanceObserver(list => list.getEntries().forEach(e => { if (!e.hadRecentInput) sum += e.value; }))
                .observe({type: 'layout-shift', buffered: true});
              requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => told(sum), 30)));
            })""";

    /** What that was, and from where to where. */
    private static final String MOVED = """
            new Promise(told => {
              const moved = [], box = r => [r.x, r.y, r.width, r.height].map(Math.round).join(' ');
              const name = n => n ? n.nodeName.toLowerCase() + ' ' + (n.className || n.textContent || '').slice(0, 40) : 'gone';
              new PerformanceObserver(list => list.getEntries().forEach(e => e.sources.forEach(s => moved.push(
                  name(s.node) + ': ' + box(s.previousRect) + ' to ' + box(s.currentRect) + ' at ' + Math.round(e.startTime)))))
                .observe({type: 'layout-shift', buffered: true});
              requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(() => told(moved.join('; ')), 30)));
            })""";

    /** Whether who looks sees where the focus is: something about it that is not there without. */
    private static final String FOCUS = """
            (() => {
              const at = document.activeElement;
              if (!at || at === document.body) return 'nothing';
              const looks = e => { const s = getComputedStyle(e);
                return [s.outlineStyle === 'none' || parseFloat(s.outlineWidth) === 0 ? 'none'
                  : s.outlineStyle + s.outlineWidth + s.outlineColor, s.boxShadow, s.borderColor, s.backgroundColor].join('|'); };
              const box = at.getBoundingClientRect();
              const name = at.tagName.toLowerCase() + ' ' + (at.innerText || at.name || at.id || '').trim().slice(0, 40);
              if (box.width < 1 || box.height < 1 || box.right <= 0 || box.bottom <= 0 || box.left >= innerWidth
                || box.top >= innerHeight) return 'out of sight: ' + name;
              const focused = looks(at);
              at.blur();
              const blurred = looks(at);
              at.focus({focusVisible: true, preventScroll: true});
              return focused === blurred ? 'not shown: ' + name : '';
            })()""";

    /** Fields whose edge is paler than 3:1 against what is around them, which axe does not look at (WCAG 1.4.11). */
    private static final String PALE = """
            (() => {
              const rgb = c => c.match(/[0-9.]+/g).map(Number);
              const clear = c => rgb(c)[3] === 0;
              const light = c => { const [r, g, b] = rgb(c).slice(0, 3).map(v => v / 255)
                .map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4); return 0.2126 * r + 0.7152 * g + 0.0722 * b; };
              const contrast = (a, b) => { const [x, y] = [light(a), light(b)].sort((m, n) => n - m); return (x + 0.05) / (y + 0.05); };
              const behind = e => { for (let p = e.parentElement; p; p = p.parentElement)
                { const c = getComputedStyle(p).backgroundColor; if (!clear(c)) return c; } return 'rgb(255, 255, 255)'; };
              return [...document.querySelectorAll('input, select, textarea')]
                .filter(e => e.type !== 'hidden' && e.offsetParent)
                .filter(e => { const s = getComputedStyle(e), around = behind(e);
                  const edge = parseFloat(s.borderTopWidth) > 0 && !clear(s.borderTopColor) ? contrast(s.borderTopColor, around) : 0;
                  const area = clear(s.backgroundColor) ? 0 : contrast(s.backgroundColor, around);
                  return Math.max(edge, area) < 3; })
                .map(e => e.tagName.toLowerCase() + ' ' + (e.name || e.id));
            })()""";

    private Examined() {}

    private static String read(String resource) {
        try (InputStream in = Examined.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("There is no " + resource + ".");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By all rules of axe, those that are no more than good practice too: each with the places. */
    static List<String> byAxe(Page page) {
        try (Aside aside = new Aside(page)) {
            aside.value(AXE + "\n;0");
            JsonElement result = aside.value("axe.run(document, {resultTypes: ['violations']}).then(r =>"
                    + " ({rules: r.passes.length, violations: r.violations.map(v => ({id: v.id, help: v.help,"
                    + " nodes: v.nodes.map(n => n.target.join(' ') + ': ' + n.html.slice(0, 160) + ' '"
                    + " + (n.any[0] ? n.any[0].message : ''))}))}))");
            if (result.getAsJsonObject().get("rules").getAsInt() == 0) {
                throw new AssertionError("axe found no rule to apply.");
            }
            List<String> told = new ArrayList<>();
            for (JsonElement each : result.getAsJsonObject().getAsJsonArray("violations")) {
                JsonObject violation = each.getAsJsonObject();
                told.add(violation.get("id").getAsString() + " ("
                        + violation.get("help").getAsString() + "): " + violation.get("nodes"));
            }
            return told;
        }
    }

    static List<String> overflow(Page page) {
        return texts(page, OVERFLOW);
    }

    static List<String> paleFields(Page page) {
        return texts(page, PALE);
    }

    private static List<String> texts(Page page, String expression) {
        List<String> told = new ArrayList<>();
        Aside.value(page, expression).getAsJsonArray().forEach(each -> told.add(each.getAsString()));
        return told;
    }

    /** How much of the page has moved by itself since it was loaded: 0 is nothing, 1 all of it. */
    static double shift(Page page) {
        return Aside.value(page, SHIFT).getAsDouble();
    }

    /** What has moved, for whoever looks for the cause. */
    static String moved(Page page) {
        return Aside.value(page, MOVED).getAsString();
    }

    /** What is wrong with what has the focus; empty where it is seen. */
    static String focus(Page page) {
        return Aside.value(page, FOCUS).getAsString();
    }
}
