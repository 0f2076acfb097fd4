package org.slipway.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.configuration.AuthSettings.ProxyHeader;

/** What the proxies of a request wrote into it, unjudged: one {@link Hop} for each, the nearest last. */
final class ForwardedHeaders {
    /** More hops than any request really makes; who writes more of them has something else in mind. */
    private static final int MAX_HOPS = 32;

    private static final Pattern PAIR =
            Pattern.compile("\\s*([A-Za-z]+)=(?:\"([^\"\\\\]*)\"|([!#$%&'*+.^_`|~0-9A-Za-z-]+))\\s*(?:;|$)");

    private ForwardedHeaders() {}

    /**
     * What one proxy knew of who asked it; each part may be null.
     *
     * @param node address, perhaps with a port, or anything
     * @param host perhaps with a port
     */
    record Hop(String node, String protocol, String host) {}

    static List<Hop> of(HttpServletRequest request, ProxyHeader header) {
        return header == ProxyHeader.FORWARDED ? forwarded(request) : xForwarded(request);
    }

    private static List<Hop> forwarded(HttpServletRequest request) {
        return values(request, "Forwarded").stream().map(ForwardedHeaders::hop).toList();
    }

    private static Hop hop(String element) {
        String[] parts = new String[3];
        Matcher pair = PAIR.matcher(element);
        int end = 0;
        while (pair.find() && pair.start() == end) {
            int part = List.of("for", "proto", "host").indexOf(pair.group(1).toLowerCase(Locale.ROOT));
            if (part >= 0) {
                parts[part] = pair.group(2) == null ? pair.group(3) : pair.group(2);
            }
            end = pair.end();
        }
        return end == element.length() ? new Hop(parts[0], parts[1], parts[2]) : new Hop(null, null, null);
    }

    /** Some proxies append to all of these headers, some only to the first, which has the last word on their number. */
    private static List<Hop> xForwarded(HttpServletRequest request) {
        List<String> nodes = values(request, "X-Forwarded-For");
        List<String> protocols = values(request, "X-Forwarded-Proto");
        List<String> hosts = values(request, "X-Forwarded-Host");
        List<String> ports = values(request, "X-Forwarded-Port");
        List<Hop> hops = new ArrayList<>();
        for (int i = 0; i < Math.max(1, nodes.size()); i++) {
            hops.add(new Hop(fromEnd(nodes, i), fromEnd(protocols, i), withPort(fromEnd(hosts, i), fromEnd(ports, i))));
        }
        Collections.reverse(hops);
        return hops;
    }

    private static String withPort(String host, String port) {
        return host == null || port == null || host.matches(".*:[0-9]+") ? host : host + ":" + port;
    }

    /** The first one when there are fewer. */
    private static String fromEnd(List<String> values, int i) {
        return values.isEmpty() ? null : values.get(Math.max(0, values.size() - 1 - i));
    }

    private static List<String> values(HttpServletRequest request, String header) {
        List<String> values = new ArrayList<>();
        for (String line : Collections.list(request.getHeaders(header))) {
            int start = 0;
            for (int end = comma(line, 0); end < line.length(); end = comma(line, start)) {
                values.add(line.substring(start, end).strip());
                start = end + 1;
            }
            values.add(line.substring(start).strip());
        }
        return values.subList(Math.max(0, values.size() - MAX_HOPS), values.size());
    }

    /** Index of the next comma that is not between quotes, the line's length when there is none. */
    private static int comma(String line, int from) {
        boolean quoted = false;
        for (int i = from; i < line.length(); i++) {
            if (line.charAt(i) == '"') {
                quoted = !quoted;
            } else if (line.charAt(i) == ',' && !quoted) {
                return i;
            }
        }
        return line.length();
    }
}
