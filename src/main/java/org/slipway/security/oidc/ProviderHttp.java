package org.slipway.security.oidc;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ProxySelector;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * How the console asks the provider: with little patience, never more than is sensible of an answer, and nobody to whom the
 * provider's address might redirect.
 */
public final class ProviderHttp implements HTTPRequestSender, ResourceRetriever {
    private static final Duration CONNECT = Duration.ofSeconds(3);
    /** How long a whole answer may take. */
    public static final Duration ANSWER = Duration.ofSeconds(5);

    private static final int MAX_BYTES = 512 * 1024;

    private final Duration limit;

    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .proxy(ProxySelector.getDefault())
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    public ProviderHttp() {
        this(ANSWER);
    }

    /** @param limit for a whole answer */
    public ProviderHttp(Duration limit) {
        this.limit = limit;
    }

    /** @throws IOException for anything but a 200 with a body that is short enough and comes in time */
    public String get(URI address) throws IOException {
        HttpResponse<byte[]> answer = exchange(HttpRequest.newBuilder(address)
                .header("Accept", "application/json, application/jwk-set+json, */*;q=0.5"));
        if (answer.statusCode() != HTTPResponse.SC_OK) {
            throw new IOException(address + " answered " + answer.statusCode());
        }
        return new String(answer.body(), StandardCharsets.UTF_8);
    }

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        return new Resource(get(URI.create(url.toString())), "application/json");
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest request) throws IOException {
        HttpRequest.Builder asked = HttpRequest.newBuilder(request.getURI());
        request.getHeaderMap().forEach((name, values) -> values.forEach(value -> asked.header(name, value)));
        asked.method(
                request.getMethod().name(),
                request.getBody() == null ? BodyPublishers.noBody() : BodyPublishers.ofString(request.getBody()));
        return answer(exchange(asked));
    }

    private static HTTPResponse answer(HttpResponse<byte[]> received) throws IOException {
        HTTPResponse answer = new HTTPResponse(received.statusCode());
        try {
            answer.setContentType(received.headers().firstValue("Content-Type").orElse("text/plain"));
        } catch (ParseException e) {
            throw new IOException("unreadable Content-Type", e);
        }
        answer.setBody(new String(received.body(), StandardCharsets.UTF_8));
        return answer;
    }

    private HttpResponse<byte[]> exchange(HttpRequest.Builder request) throws IOException {
        CompletableFuture<HttpResponse<byte[]>> answer =
                client.sendAsync(request.build(), head -> new LimitedBody(MAX_BYTES));
        try {
            return answer.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("no whole answer within " + limit);
        } catch (ExecutionException e) {
            throw new IOException(String.valueOf(e.getCause()), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted");
        } finally {
            answer.cancel(true);
        }
    }
}
