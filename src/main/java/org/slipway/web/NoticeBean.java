package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.annotation.ManagedProperty;
import jakarta.inject.Inject;
import jakarta.inject.Named;

/** The {@link Notice} that this page was asked to show. */
@Named
@RequestScoped
public class NoticeBean {
    @Inject
    @ManagedProperty("#{param.notice}")
    String name;

    /** Null when there is none. */
    public Notice getNotice() {
        return Notice.named(name);
    }
}
