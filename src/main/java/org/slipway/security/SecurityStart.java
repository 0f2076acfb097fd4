package org.slipway.security;

import jakarta.inject.Inject;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.SessionCookieConfig;
import jakarta.servlet.annotation.WebListener;
import org.slipway.configuration.AuthSettings;

/** Before the first request: local accounts are read, and the session's cookie follows the settings. */
@WebListener
public class SecurityStart implements ServletContextListener {
    @Inject
    AuthSettings settings;

    @Inject
    LocalAccounts accounts;

    @Override
    public void contextInitialized(ServletContextEvent event) {
        if (settings.mode() == AuthSettings.Mode.LOCAL) {
            accounts.prepare();
        }
        SessionCookieConfig cookie = event.getServletContext().getSessionCookieConfig();
        cookie.setHttpOnly(true);
        if (settings.https()) {
            cookie.setSecure(true); // else BrowserSession decides request by request
        }
        // Lax and not Strict, with which sign-in at an identity provider on another site would never complete
        cookie.setAttribute("SameSite", "Lax");
    }
}
