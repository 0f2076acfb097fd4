package org.slipway.testing;

import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Signs in as a browser does: fetches the page, fills in its form, whatever its fields are called, and sends it. */
public final class SignInForm {
    private static final Pattern INPUT = Pattern.compile("<(?:input|button)\\b[^>]*>");

    private SignInForm() {}

    /** The answer to the form; a redirect and a cookie when the password was right. */
    public static Answer submit(TestConsole console, String user, String password, String query, String... headers) {
        Answer page = console.send(console.request("/sign-in" + query).GET());
        HttpRequest.Builder request = console.request("/sign-in" + query)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(filledIn(page.body(), user, password)));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return console.send(request);
    }

    /** Value for the {@code Cookie} header. */
    public static String cookieOf(TestConsole console, String user, String password) {
        return cookieOf(submit(console, user, password, ""));
    }

    public static String cookieOf(Answer signedIn) {
        return cookie(signedIn, "slipway-session").split(";")[0];
    }

    /** The whole header that sets this cookie. */
    public static String cookie(Answer signedIn, String name) {
        return signedIn.headers().allValues("Set-Cookie").stream()
                .filter(cookie -> cookie.startsWith(name + "="))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + name + ": " + signedIn));
    }

    private static String filledIn(String page, String user, String password) {
        StringJoiner form = new StringJoiner("&");
        Matcher input = INPUT.matcher(page);
        while (input.find()) {
            String name = attribute(input.group(), "name");
            if (name != null) {
                form.add(encode(name) + "=" + encode(value(input.group(), user, password)));
            }
        }
        return form.toString();
    }

    private static String value(String input, String user, String password) {
        return switch (String.valueOf(attribute(input, "type"))) {
            case "text" -> user;
            case "password" -> password;
            default -> String.valueOf(attribute(input, "value"));
        };
    }

    private static String attribute(String input, String name) {
        Matcher attribute = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(input);
        return attribute.find() ? attribute.group(1).replace("&amp;", "&") : null;
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
