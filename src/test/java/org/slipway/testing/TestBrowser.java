package org.slipway.testing;

import java.io.IOException;
import java.net.CookieManager;
import java.net.CookiePolicy;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Keeps cookies as a browser does and goes wherever it is told to, one step at a time. One of these is one browser. */
public final class TestBrowser {
    private static final int LONGEST_CHAIN = 10;

    private final CookieManager cookies = new CookieManager(null, CookiePolicy.ACCEPT_ALL);
    private final HttpClient client = HttpClient.newBuilder()
            .cookieHandler(cookies)
            .connectTimeout(Duration.ofSeconds(5))
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();
    private final URI home;

    public TestBrowser(ConsoleClient console) {
        home = console.uri("/");
    }

    /** @param address absolute, or a path of the console */
    public Answer get(String address) {
        return send(HttpRequest.newBuilder(home.resolve(address)).GET());
    }

    /** As a form of the console's own page does. */
    public Answer post(String path) {
        return send(HttpRequest.newBuilder(home.resolve(path))
                .header("Origin", home.resolve("/").toString().replaceFirst("/$", ""))
                .header("Sec-Fetch-Site", "same-origin")
                .POST(HttpRequest.BodyPublishers.noBody()));
    }

    /** Where the answer sends it to. */
    public String target(Answer answer) {
        String location = answer.header("Location");
        if (location == null) {
            throw new IllegalStateException("no redirect: " + answer);
        }
        return home.resolve(location).toString();
    }

    /** One step further. */
    public Answer follow(Answer answer) {
        return get(target(answer));
    }

    /** Further and further until there is a page. */
    public Answer followAll(Answer answer) {
        Answer last = answer;
        for (int i = 0; last.status() / 100 == 3; i++) {
            if (i == LONGEST_CHAIN) {
                throw new IllegalStateException("redirected without end: " + last);
            }
            last = follow(last);
        }
        return last;
    }

    /**
     * Asks for a page as a stranger and follows to the provider and back.
     *
     * @return the address at which the provider's answer comes to the console, not yet opened
     */
    public String callbackFor(String path) {
        return target(follow(follow(get(path))));
    }

    /** Opens a page, and is signed in on the way. */
    public Answer open(String path) {
        return followAll(get(path));
    }

    public List<HttpCookie> cookies() {
        return cookies.getCookieStore().getCookies();
    }

    /** Puts one into this browser as somebody with access to it would. */
    public void plant(HttpCookie cookie) {
        cookie.setDomain(home.getHost());
        cookies.getCookieStore().add(home, cookie);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            HttpResponse<String> answer =
                    client.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
            return Answer.of(answer);
        } catch (IOException e) {
            throw new IllegalStateException("no answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
