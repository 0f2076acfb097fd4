package org.slipway.configuration;

import java.util.regex.Pattern;

/** Takes out of a value what nobody should read over an admin's shoulder. Rather too much than too little. */
final class Masking {
    static final String MASK = "***";

    private static final String SECRET =
            "(?:passw|passphrase|pwd|secret|token|credential|api[-_]?key|access[-_]?key|private)";
    private static final Pattern NAME = Pattern.compile(SECRET, Pattern.CASE_INSENSITIVE);

    /** {@code ?password=…}, also after {@code &} and {@code ;}. */
    private static final Pattern PARAMETER =
            Pattern.compile("([?&;][^=&;\\s]*" + SECRET + "[^=&;\\s]*=)[^&;\\s]*", Pattern.CASE_INSENSITIVE);

    /** {@code //user:password@}. Up to the last at sign, whatever a password has in it; a port is none. */
    private static final Pattern USER_INFO = Pattern.compile("(//[^\\s/?#:@,]*):(?!\\d{1,5}(?:[/?#,]|$))\\S*@");

    private Masking() {}

    static String masked(String value) {
        String withoutUser = USER_INFO.matcher(value).replaceAll("$1:" + MASK + "@");
        return PARAMETER.matcher(withoutUser).replaceAll("$1" + MASK);
    }

    static boolean namesASecret(String key) {
        return NAME.matcher(key).find();
    }
}
