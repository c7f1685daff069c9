package dev.seedbed.casbin;

import dev.seedbed.seed.Location;
import dev.seedbed.seed.Problem;
import dev.seedbed.source.Excerpt;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who inherits from whom in one domain. */
final class Inheritance {
    private final String domain;
    private final Map<String, Map<String, Location>> parents = new LinkedHashMap<>();
    private final Map<String, List<String>> heirs = new HashMap<>();

    /** @param domain empty for none */
    Inheritance(String domain) {
        this.domain = domain;
    }

    void add(String heir, String role, Location at) {
        if (parents.computeIfAbsent(heir, name -> new LinkedHashMap<>()).putIfAbsent(role, at) == null) {
            heirs.computeIfAbsent(role, name -> new ArrayList<>()).add(heir);
        }
    }

    List<Problem> circles() {
        Set<String> circular = circular();
        Set<String> walked = new HashSet<>();
        List<Problem> circles = new ArrayList<>();
        for (String start : circular) {
            List<String> path = new ArrayList<>();
            String name = start;
            while (walked.add(name)) {
                path.add(name);
                name = next(name, circular);
            }
            if (path.contains(name)) {
                circles.add(problem(path.subList(path.indexOf(name), path.size())));
            }
        }
        return circles;
    }

    /** Those who inherit from someone who does, without end. */
    private Set<String> circular() {
        Map<String, Integer> left = new LinkedHashMap<>();
        parents.forEach((heir, roles) -> left.put(heir, roles.size()));
        Deque<String> free = new ArrayDeque<>();
        heirs.keySet().stream().filter(role -> !left.containsKey(role)).forEach(free::add);
        while (!free.isEmpty()) {
            for (String heir : heirs.getOrDefault(free.remove(), List.of())) {
                if (left.merge(heir, -1, Integer::sum) == 0) {
                    left.remove(heir);
                    free.add(heir);
                }
            }
        }
        return left.keySet();
    }

    private String next(String name, Set<String> circular) {
        return parents.getOrDefault(name, Map.of()).keySet().stream()
                .filter(circular::contains)
                .findFirst()
                .orElseThrow();
    }

    private Problem problem(List<String> circle) {
        String last = circle.get(circle.size() - 1);
        return new Problem(
                "Roles inherit each other in a circle" + (domain.isEmpty() ? "" : " in domain " + Excerpt.of(domain))
                        + ": " + Excerpt.plain(String.join(" > ", circle) + " > " + circle.get(0)) + ".",
                String.valueOf(parents.getOrDefault(last, Map.of()).get(circle.get(0))),
                "take one of them out");
    }
}
