package org.slipway.source;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.slipway.migration.MigrationVersion;

/** Names that begin with a number, as several tools have them, and what else may be wrong with such a name. */
final class NumberedNames {
    private static final Pattern LEADING_NUMBER = Pattern.compile("([0-9]+)(.*)", Pattern.DOTALL);

    private NumberedNames() {}

    static boolean beginsWithNumber(SourceFile file) {
        return LEADING_NUMBER.matcher(file.name()).matches();
    }

    /** What stands between the number and the suffix, as a description. */
    static String description(String name) {
        Matcher matcher = LEADING_NUMBER.matcher(name);
        String rest = matcher.matches() ? matcher.group(2) : name;
        int suffix = rest.lastIndexOf('.');
        return (suffix < 0 ? rest : rest.substring(0, suffix)).replaceFirst("^_+", "");
    }

    /** As its tool writes a whole number: without leading zeros. */
    static MigrationVersion number(String digits) {
        return MigrationVersion.of(new BigInteger(digits).toString());
    }

    /** True when it is larger than the tool can hold. */
    static boolean exceeds(String digits, BigInteger largest) {
        return new BigInteger(digits).compareTo(largest) > 0;
    }

    static List<SourceFile> besides(SourceFile... files) {
        List<SourceFile> present = new ArrayList<>();
        for (SourceFile file : files) {
            if (file != null) {
                present.add(file);
            }
        }
        return present;
    }
}
