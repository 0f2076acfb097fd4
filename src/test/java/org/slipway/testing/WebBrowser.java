package org.slipway.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.StringJoiner;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a browser does between two sites without script: keeps cookies, follows redirects, fills in forms.
 *
 * <p>Like a browser it sends {@code Secure} cookies to {@code localhost} without TLS.
 */
public final class WebBrowser {
    private static final int REDIRECTS = 12;
    private static final Pattern FORM = Pattern.compile("<form\\b[^>]*>.*?</form>", Pattern.DOTALL);
    private static final Pattern FIELD = Pattern.compile("<(?:input|button)\\b[^>]*>", Pattern.DOTALL);

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .cookieHandler(cookies)
            .build();

    /** A page as it is at the end of all redirects. */
    public record Page(URI address, int status, String body) {}

    public Page open(URI address) {
        return send(HttpRequest.newBuilder(address).GET());
    }

    /**
     * Sends a form of the page, as its submit button does.
     *
     * @param part something that is in this form and in no other
     * @param values of its fields by name; the others keep what the page gave them
     */
    public Page submit(Page page, String part, Map<String, String> values) {
        String form = FORM.matcher(page.body())
                .results()
                .map(found -> found.group())
                .filter(text -> text.contains(part))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no form with " + part + " in " + page));
        String action = attribute(form, "action");
        URI address = page.address().resolve(action == null ? "" : action);
        return send(HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Origin", page.address().resolve("/").toString().replaceFirst("/$", ""))
                .POST(HttpRequest.BodyPublishers.ofString(filledIn(form, values))));
    }

    private static String filledIn(String form, Map<String, String> values) {
        StringJoiner body = new StringJoiner("&");
        Matcher field = FIELD.matcher(form);
        while (field.find()) {
            String name = attribute(field.group(), "name");
            String given = attribute(field.group(), "value");
            if (name != null) {
                String value = values.getOrDefault(name, given == null ? "" : given);
                body.add(URLEncoder.encode(name, StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(value, StandardCharsets.UTF_8));
            }
        }
        return body.toString();
    }

    private static String attribute(String tag, String name) {
        Matcher attribute = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
        return attribute.find() ? attribute.group(1).replace("&amp;", "&") : null;
    }

    private Page send(HttpRequest.Builder request) {
        try {
            HttpRequest next = request.timeout(Duration.ofSeconds(60)).build();
            for (int i = 0; i < REDIRECTS; i++) {
                HttpResponse<String> answer = client.send(next, HttpResponse.BodyHandlers.ofString());
                cookies.getCookieStore().getCookies().forEach(WebBrowser::sendWithoutTls);
                String location = answer.headers().firstValue("Location").orElse(null);
                if (answer.statusCode() / 100 != 3 || location == null) {
                    return new Page(answer.uri(), answer.statusCode(), answer.body());
                }
                next = HttpRequest.newBuilder(answer.uri().resolve(location))
                        .timeout(Duration.ofSeconds(60))
                        .build();
            }
            throw new IllegalStateException("more than " + REDIRECTS + " redirects, the last to " + next.uri());
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static void sendWithoutTls(HttpCookie cookie) {
        cookie.setSecure(false);
    }
}
