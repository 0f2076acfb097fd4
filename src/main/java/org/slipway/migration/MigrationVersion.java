package org.slipway.migration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A version as Flyway compares it: {@code _} counts as a dot, parts are integers of any size, trailing zero parts do not
 * count. So {@code 001}, {@code 1} and {@code 1.0} are equal; each keeps the text it was written with.
 */
public final class MigrationVersion implements Comparable<MigrationVersion> {
    private final String text;
    private final List<BigInteger> parts;

    private MigrationVersion(String text, List<BigInteger> parts) {
        this.text = text;
        this.parts = parts;
    }

    /** @throws IllegalArgumentException when a part is not a whole number, with a message for the author */
    public static MigrationVersion of(String written) {
        String text = written.replace('_', '.');
        List<BigInteger> parts = new ArrayList<>();
        for (String part : text.split("\\.", -1)) {
            if (part.isEmpty() || !part.chars().allMatch(c -> c >= '0' && c <= '9')) {
                throw new IllegalArgumentException("'" + written
                        + "' is not a version: whole numbers divided by dots or underscores are expected");
            }
            parts.add(new BigInteger(part));
        }
        while (parts.size() > 1 && parts.get(parts.size() - 1).signum() == 0) {
            parts.remove(parts.size() - 1);
        }
        return new MigrationVersion(text, List.copyOf(parts));
    }

    @Override
    public int compareTo(MigrationVersion other) {
        for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
            int order = part(i).compareTo(other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private BigInteger part(int i) {
        return i < parts.size() ? parts.get(i) : BigInteger.ZERO;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MigrationVersion that && parts.equals(that.parts);
    }

    @Override
    public int hashCode() {
        return Objects.hash(parts);
    }

    /** The text it was written with, dots for underscores. */
    @Override
    public String toString() {
        return text;
    }
}
