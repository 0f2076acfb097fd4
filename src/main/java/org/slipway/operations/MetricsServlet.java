package org.slipway.operations;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.slipway.configuration.OperationsSettings;
import org.slipway.execution.EngineCounters;

/**
 * Metrics for Prometheus and its like, on every server: MicroProfile Metrics is not everywhere, and where it is it tells of the
 * server and not of migrations.
 *
 * <p>200 for everybody, as for health, because numbers tell no secret; with {@code slipway.metrics.token} only for whoever
 * brings it as a bearer token, else 401.
 */
@WebServlet("/metrics")
public class MetricsServlet extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Inject
    private transient SchemaGauges gauges;

    @Inject
    private transient OperationsSettings settings;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
        if (!mayRead(request.getHeader("Authorization"))) {
            response.setHeader("WWW-Authenticate", "Bearer realm=\"metrics\"");
            response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
            return;
        }
        byte[] text = Metrics.text(EngineCounters.NODE, gauges.now()).getBytes(StandardCharsets.UTF_8);
        response.setContentType(OpenMetrics.CONTENT_TYPE);
        response.setHeader("Cache-Control", "no-store");
        response.setContentLength(text.length);
        response.getOutputStream().write(text);
    }

    private boolean mayRead(String authorization) {
        return settings.metricsToken() == null
                || authorization != null && same(authorization, "Bearer " + settings.metricsToken());
    }

    /** Takes as long for any wrong one. */
    private static boolean same(String given, String wanted) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), wanted.getBytes(StandardCharsets.UTF_8));
    }
}
