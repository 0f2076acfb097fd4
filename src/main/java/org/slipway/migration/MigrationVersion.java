package org.slipway.migration;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What orders migrations, as their tool compares it.
 *
 * <p>Either numbers, as Flyway has them: {@code _} counts as a dot, parts are integers of any size, trailing zero parts do not
 * count; so {@code 001}, {@code 1} and {@code 1.0} are equal, and each keeps the text it was written with. Or a text that is
 * compared letter by letter, as tools do that take the version for a name: there {@code 10} comes before {@code 2}, and
 * timestamps of 14 and of 17 digits are in the order of their dates.
 */
public final class MigrationVersion implements Comparable<MigrationVersion> {
    private final String text;
    /** Null for a text. */
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

    /** A version that is compared letter by letter. */
    public static MigrationVersion text(String written) {
        return new MigrationVersion(written, null);
    }

    /**
     * Another version of the same kind, as the schema history or an admin writes it.
     *
     * @throws IllegalArgumentException when it is none, with a message for the admin
     */
    public MigrationVersion sibling(String written) {
        return parts == null ? text(written) : of(written);
    }

    /** How sentences name a migration of this version: numbers with a {@code V} before them. */
    public static String label(String written) {
        boolean numbers = written.chars().allMatch(c -> c >= '0' && c <= '9' || c == '.');
        return numbers ? "V" + written : written;
    }

    /** Numbers come before texts. */
    @Override
    public int compareTo(MigrationVersion other) {
        if (parts == null || other.parts == null) {
            return parts == other.parts ? text.compareTo(other.text) : parts == null ? 1 : -1;
        }
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
        return other instanceof MigrationVersion that
                && Objects.equals(parts, that.parts)
                && (parts != null || text.equals(that.text));
    }

    @Override
    public int hashCode() {
        return parts == null ? text.hashCode() : parts.hashCode();
    }

    /** The text it was written with; of numbers with dots for underscores. */
    @Override
    public String toString() {
        return text;
    }
}
