package org.slipway.security;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds texts among the claims of a token.
 *
 * <p>A path is first taken as the name of a claim as it stands ({@code groups}, {@code https://example.com/roles}), then as names
 * divided by dots ({@code realm_access.roles}); a name that has a dot in it is quoted:
 * {@code resource_access."my.client".roles}.
 */
final class ClaimPath {
    private static final Pattern DOT_OUTSIDE_QUOTES = Pattern.compile("\\.(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");

    private ClaimPath() {}

    /** Of a list its texts, of a text itself, of anything else nothing. */
    static Set<String> texts(Map<String, Object> claims, String path) {
        Object value = claims.containsKey(path) ? claims.get(path) : follow(claims, path);
        Set<String> texts = new LinkedHashSet<>();
        if (value instanceof String one) {
            texts.add(one);
        } else if (value instanceof Collection<?> many) {
            many.stream()
                    .filter(String.class::isInstance)
                    .map(String.class::cast)
                    .forEach(texts::add);
        }
        return texts;
    }

    private static Object follow(Map<String, Object> claims, String path) {
        Object value = claims;
        for (String name : DOT_OUTSIDE_QUOTES.split(path)) {
            value = value instanceof Map<?, ?> map ? map.get(name.replace("\"", "")) : null;
        }
        return value;
    }
}
