package dev.sallyport.http.routing;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Which methods each path has (the {@code Allow} header, RFC 9110 §10.2.1). */
final class AllowedMethods {

    private final Map<String, String> byPath;
    private final Map<Pattern, String> byPattern = new LinkedHashMap<>();

    AllowedMethods(List<Route> routes) {
        byPath = routes.stream()
                .collect(Collectors.groupingBy(
                        Route::path,
                        LinkedHashMap::new,
                        Collectors.collectingAndThen(Collectors.toList(), AllowedMethods::join)));
        byPath.forEach((path, methods) -> byPattern.put(pattern(path), methods));
    }

    private static String join(List<Route> routes) {
        var methods = new TreeSet<>(List.of("OPTIONS"));
        for (Route route : routes) {
            methods.add(route.method());
            if (route.method().equals("GET")) {
                methods.add("HEAD");
            }
        }
        return String.join(", ", methods);
    }

    private static Pattern pattern(String path) {
        String[] fixed = path.split("\\{[^}]*}", -1);
        return Pattern.compile(List.of(fixed).stream().map(Pattern::quote).collect(Collectors.joining("[^/]+")));
    }

    /** The methods of every path, as it was registered. */
    Map<String, String> byPath() {
        return byPath;
    }

    /** The methods of the path that was asked for; empty if nothing is there. */
    Optional<String> at(String requested) {
        return byPattern.entrySet().stream()
                .filter(entry -> entry.getKey().matcher(requested).matches())
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
