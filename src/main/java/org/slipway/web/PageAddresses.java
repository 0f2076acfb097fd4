package org.slipway.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * The bookmarkable addresses of pages, without the context path. A key may hold anything a file name may; servers refuse
 * some of it in a path even when it is percent-encoded (backslash, slash, semicolon, percent sign), so that such a key
 * goes into the query.
 */
final class PageAddresses {
    private static final Pattern PLAIN = Pattern.compile("[\\w -][\\w. -]*", Pattern.UNICODE_CHARACTER_CLASS);

    static final String DASHBOARD = "/admin";
    static final String START = "/admin/start";
    static final String BLOCKER = "/admin/blocker";
    static final String UNDO = "/admin/undo";
    static final String RUNS = "/admin/runs";
    static final String AUDIT = "/admin/audit";
    static final String AUDIT_CSV = "/admin/audit.csv";
    static final String AUDIT_JSON = "/admin/audit.json";
    static final String VERIFY = "/admin/verify";
    static final String DRIFT = "/admin/drift";
    static final String ACCEPT = "/admin/accept";
    static final String BASELINE = "/admin/baseline";
    static final String REPAIR = "/admin/repair";
    static final String EXPORT = "/admin/export";
    static final String FLYWAY_SQL = "/admin/flyway-schema-history.sql";
    static final String ADOPT = "/admin/adopt";
    static final String SETTINGS = "/admin/settings";
    static final String MIGRATIONS = "/admin/migrations";

    private PageAddresses() {}

    static String run(long id) {
        return RUNS + "/" + id;
    }

    static String migration(String key) {
        return PLAIN.matcher(key).matches() ? MIGRATIONS + "/" + encode(key) : "/admin/migration?key=" + encode(key);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
