package org.slipway.trace;

import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;
import jakarta.servlet.annotation.WebListener;
import jakarta.servlet.http.HttpServletRequest;

/**
 * Gives each request its trace before anything else, sign-in included, and takes it from the thread afterwards. A listener and
 * no filter: filters run after authentication.
 */
@WebListener
public class TraceListener implements ServletRequestListener, ServletContextListener {
    private final TraceInLog log = new TraceInLog();

    @Override
    public void contextInitialized(ServletContextEvent event) {
        log.install();
    }

    @Override
    public void contextDestroyed(ServletContextEvent event) {
        log.uninstall();
    }

    @Override
    public void requestInitialized(ServletRequestEvent event) {
        String parent =
                event.getServletRequest() instanceof HttpServletRequest http ? http.getHeader("traceparent") : null;
        Trace.of(parent).begin();
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        Trace.end();
    }
}
