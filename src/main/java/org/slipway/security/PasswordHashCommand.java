package org.slipway.security;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * Prints the hash of a password for the users file: {@code java -cp WEB-INF/classes
 * org.slipway.security.PasswordHashCommand}. The password is asked for, or read from standard input; never an argument,
 * because other users of the machine see those.
 */
public final class PasswordHashCommand {
    private PasswordHashCommand() {}

    public static void main(String[] arguments) throws IOException {
        String password = System.console() == null
                ? new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8)).readLine()
                : new String(System.console().readPassword("Password: "));
        if (password == null || password.isEmpty()) {
            System.err.println("No password on standard input.");
            System.exit(1);
        }
        System.out.println(PasswordHash.of(password).text());
    }
}
