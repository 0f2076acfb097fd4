package org.slipway.configuration;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** Addresses as they are written. Never a name: what a header says must not make the console ask a name server. */
public final class IpAddress {
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    private static final Pattern V4 = Pattern.compile(OCTET + "(\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9A-Fa-f:.]{2,45}");
    private static final int SITE_BYTES = 8;

    private IpAddress() {}

    /** Empty for anything else, also for null. A zone ({@code fe80::1%eth0}) does not count. */
    public static Optional<InetAddress> parse(String text) {
        String bare = text == null ? "" : text.replaceFirst("%.*$", "");
        boolean v6 = bare.contains(":") && V6.matcher(bare).matches();
        if (!v6 && !V4.matcher(bare).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(bare));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Who shares an address: of IPv6 the first 64 bits, all of which one customer of a network has to choose from. */
    public static String site(String text) {
        Optional<InetAddress> v6 = parse(text).filter(Inet6Address.class::isInstance);
        return v6.map(address -> HexFormat.of().formatHex(address.getAddress(), 0, SITE_BYTES))
                .orElse(text);
    }
}
