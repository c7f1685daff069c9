package dev.seedbed.admin.web;

import dev.seedbed.admin.Served;
import dev.seedbed.admin.access.Needs;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** A method and path that the service's own servlet answers to, out of its mapping registry. */
record Endpoint(String method, String path, HandlerMethod handler) {
    static List<Endpoint> all(Served served) {
        ServletRegistrationBean<?> registration = served.bean("seedbedAdminServlet", ServletRegistrationBean.class);
        DispatcherServlet servlet = (DispatcherServlet) registration.getServlet();
        List<Endpoint> all = new ArrayList<>();
        Map<String, RequestMappingHandlerMapping> mappings =
                servlet.getWebApplicationContext().getBeansOfType(RequestMappingHandlerMapping.class);
        for (RequestMappingHandlerMapping mapping : mappings.values()) {
            for (Map.Entry<RequestMappingInfo, HandlerMethod> each :
                    mapping.getHandlerMethods().entrySet()) {
                for (String path : each.getKey().getPatternValues()) {
                    if (each.getKey().getMethodsCondition().getMethods().isEmpty()) {
                        all.add(new Endpoint("ANY", path, each.getValue()));
                    }
                    for (RequestMethod method :
                            each.getKey().getMethodsCondition().getMethods()) {
                        all.add(new Endpoint(method.name(), path, each.getValue()));
                    }
                }
            }
        }
        all.sort(Comparator.comparing(Endpoint::path).thenComparing(Endpoint::method));
        return all;
    }

    /** Those that answer to programs. */
    static List<Endpoint> ofApi(Served served) {
        return all(served).stream()
                .filter(endpoint -> endpoint.path().startsWith("/api/"))
                .toList();
    }

    @Nullable
    String need() {
        Needs needs = handler.getMethodAnnotation(Needs.class);
        return needs == null ? null : needs.value();
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
