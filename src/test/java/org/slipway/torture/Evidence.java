package org.slipway.torture;

/**
 * What one statement of a migration leaves behind.
 *
 * @param migration key of its migration
 * @param statement its number in the script
 * @param count SQL text: how many times it shows, which is to be once
 */
record Evidence(String migration, int statement, String count) {
    @Override
    public String toString() {
        return "statement " + statement + " of " + migration;
    }
}
