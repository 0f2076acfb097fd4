package org.slipway.migration;

/**
 * The keys under which ways back run and are recorded, beside those of the migrations that they take back.
 *
 * <p>No migration has such a key, because keys have no slashes.
 */
public final class UndoKey {
    private static final String PREFIX = "undo/";

    private UndoKey() {}

    public static String of(String migrationKey) {
        return PREFIX + migrationKey;
    }

    public static boolean isOne(String key) {
        return key.startsWith(PREFIX);
    }

    /** The key of the migration that it is about, whether it is a way back's or the migration's own. */
    public static String migration(String key) {
        return isOne(key) ? key.substring(PREFIX.length()) : key;
    }
}
