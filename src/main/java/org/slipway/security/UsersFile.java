package org.slipway.security;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The file of further local accounts, one a line: {@code name:role,role:hash}; {@code #} begins a comment. */
final class UsersFile {
    private UsersFile() {}

    /** @throws IllegalArgumentException that names the line and what is wrong with it */
    static Map<String, LocalAccount> parse(List<String> lines) {
        Map<String, LocalAccount> accounts = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            if (line.isEmpty() || line.startsWith("#")) {
                continue;
            }
            LocalAccount account = account(line, i + 1);
            if (accounts.put(account.name(), account) != null) {
                throw new IllegalArgumentException("line " + (i + 1) + ": " + account.name() + " is there twice");
            }
        }
        return accounts;
    }

    private static LocalAccount account(String line, int number) {
        String[] parts = line.split(":", 3);
        if (parts.length != 3 || parts[0].isBlank()) {
            throw new IllegalArgumentException("line " + number + ": expected name:role,role:hash");
        }
        try {
            return new LocalAccount(parts[0].strip(), roles(parts[1]), new PasswordHash(parts[2].strip()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("line " + number + ": " + e.getMessage(), e);
        }
    }

    private static Set<String> roles(String text) {
        Set<String> roles = Arrays.stream(text.split(","))
                .map(String::strip)
                .filter(role -> !role.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
        for (String role : roles) {
            if (!Roles.ALL.contains(role)) {
                throw new IllegalArgumentException(
                        "there is no role " + role + "; valid is " + Roles.ADMIN + ", " + Roles.VIEWER + " or none");
            }
        }
        return roles;
    }
}
