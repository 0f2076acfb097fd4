package org.slipway.configuration;

import java.math.BigInteger;
import java.net.InetAddress;

/**
 * An address, or those that begin with the same bits, as RFC 4632 and RFC 4291 write them.
 *
 * @param prefix how many bits count; all of them for a single address
 */
public record AddressRange(InetAddress network, int prefix) {
    static final String VALID =
            "addresses or ranges such as 10.0.0.7, 10.0.0.0/24, ::1 or fd00::/8, separated by commas";

    /** @throws IllegalArgumentException whose message says what would be valid */
    static AddressRange parse(String text) {
        String[] parts = text.split("/", 2);
        InetAddress network = IpAddress.parse(parts[0]).orElseThrow(() -> new IllegalArgumentException(VALID));
        int bits = network.getAddress().length * Byte.SIZE;
        AddressRange range = new AddressRange(network, parts.length == 1 ? bits : prefix(parts[1], bits));
        if (!range.head(network).equals(number(network))) {
            throw new IllegalArgumentException(
                    "a range whose first address ends in zeros, else an address alone: " + text + " could mean either");
        }
        return range;
    }

    private static int prefix(String text, int bits) {
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) > bits) {
            throw new IllegalArgumentException(VALID);
        }
        return Integer.parseInt(text);
    }

    public boolean contains(InetAddress address) {
        return address.getAddress().length == network.getAddress().length
                && head(address).equals(head(network));
    }

    /** The address with only the bits that count. */
    private BigInteger head(InetAddress address) {
        int rest = address.getAddress().length * Byte.SIZE - prefix;
        return number(address).shiftRight(rest).shiftLeft(rest);
    }

    private static BigInteger number(InetAddress address) {
        return new BigInteger(1, address.getAddress());
    }

    /** As one would write it. */
    @Override
    public String toString() {
        boolean single = prefix == network.getAddress().length * Byte.SIZE;
        return network.getHostAddress() + (single ? "" : "/" + prefix);
    }
}
