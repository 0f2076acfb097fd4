package org.slipway.security;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.configuration.AuthSettings;
import org.slipway.configuration.IpAddress;

/**
 * Where a request came from and how, proxies taken into account: the one place that knows of them. What a request says of
 * itself is believed only as far as each proxy on its way is one of {@code slipway.trusted-proxies}; the rest is a
 * stranger's word, and ignored.
 */
@ApplicationScoped
public class RequestOrigin {
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]{1,253}|\\[([^]]*)])(:[0-9]{1,5})?");
    private static final Pattern PORT_OF_V4 = Pattern.compile("^([0-9.]+):[0-9]{1,5}$");
    private static final Pattern IN_BRACKETS = Pattern.compile("^\\[([^]]*)](:[0-9]{1,5})?$");

    private AuthSettings settings;

    protected RequestOrigin() {}

    @Inject
    RequestOrigin(AuthSettings settings) {
        this.settings = settings;
    }

    /** @param nearest what the outermost trusted proxy wrote; its parts are null without one */
    private record Client(String address, ForwardedHeaders.Hop nearest) {}

    /** The client's address: always an IP address, null when it is not known. */
    String address(HttpServletRequest request) {
        return client(request).address();
    }

    /** True when the browser sees TLS, whoever ends it. */
    boolean https(HttpServletRequest request) {
        return settings.https() || "https".equals(scheme(request));
    }

    /** The console's address as browsers know it, with its context path, without a slash at its end. */
    URI baseUrl(HttpServletRequest request) {
        return settings.baseUrl()
                .orElseGet(() -> URI.create(scheme(request) + "://" + withoutDefaultPort(host(request), scheme(request))
                        + request.getContextPath()));
    }

    private String scheme(HttpServletRequest request) {
        String forwarded = client(request).nearest().protocol();
        boolean known = "https".equalsIgnoreCase(forwarded) || "http".equalsIgnoreCase(forwarded);
        String own = request.isSecure() ? "https" : "http";
        return known ? forwarded.toLowerCase(Locale.ROOT) : own;
    }

    private String host(HttpServletRequest request) {
        return Optional.ofNullable(client(request).nearest().host())
                .filter(RequestOrigin::isHost)
                .or(() -> Optional.ofNullable(request.getHeader("Host")).filter(RequestOrigin::isHost))
                .orElse("localhost");
    }

    private static boolean isHost(String text) {
        Matcher host = HOST.matcher(text);
        return host.matches()
                && (host.group(2) == null || IpAddress.parse(host.group(2)).isPresent());
    }

    private static String withoutDefaultPort(String host, String scheme) {
        return host.replaceFirst("https".equals(scheme) ? ":443$" : ":80$", "");
    }

    /** From the nearest hop outwards, as long as who speaks is trusted. */
    private Client client(HttpServletRequest request) {
        Client client = new Client(request.getRemoteAddr(), new ForwardedHeaders.Hop(null, null, null));
        Optional<InetAddress> speaker = IpAddress.parse(request.getRemoteAddr());
        List<ForwardedHeaders.Hop> hops = speaker.filter(this::isTrusted).isPresent()
                ? ForwardedHeaders.of(request, settings.proxyHeader())
                : List.of();
        for (int i = hops.size() - 1; i >= 0 && speaker.filter(this::isTrusted).isPresent(); i--) {
            speaker = IpAddress.parse(withoutPort(hops.get(i).node()));
            client = new Client(speaker.map(InetAddress::getHostAddress).orElse(client.address()), hops.get(i));
        }
        return IpAddress.parse(client.address()).isPresent() ? client : new Client(null, client.nearest());
    }

    private boolean isTrusted(InetAddress speaker) {
        return settings.trustedProxies().stream().anyMatch(range -> range.contains(speaker));
    }

    private static String withoutPort(String node) {
        String text = node == null ? "" : PORT_OF_V4.matcher(node).replaceFirst("$1");
        return IN_BRACKETS.matcher(text).replaceFirst("$1");
    }
}
