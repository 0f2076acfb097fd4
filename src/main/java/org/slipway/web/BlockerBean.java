package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import org.slipway.catalog.SessionActivity.Blocker;
import org.slipway.execution.BlockerEnder;
import org.slipway.history.DatabaseUnavailableException;
import org.slipway.security.CurrentActor;

/** The question before a session is ended that a run waits for. */
@Named
@RequestScoped
public class BlockerBean {
    @Inject
    BlockerEnder blockers;

    @Inject
    CurrentActor actor;

    @Inject
    PagesBean pages;

    @Inject
    FacesContext faces;

    private long run;
    private int session;
    private Blocker blocker;

    /** A session that has ended meanwhile needs no question. */
    public void ask() {
        try {
            blockers.find(run, session).ifPresentOrElse(found -> blocker = found, this::leave);
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.run(run)));
        }
    }

    private void leave() {
        pages.redirect(Notice.NOT_IN_THE_WAY.in(pages.run(run)));
    }

    public void end() {
        try {
            BlockerEnder.Outcome outcome = blockers.end(run, session, actor.get());
            if (outcome instanceof BlockerEnder.Outcome.Refused refused) {
                faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, refused.reason(), null));
                ask();
            } else if (outcome instanceof BlockerEnder.Outcome.Ended) {
                pages.redirect(Notice.SESSION_ENDED.in(pages.run(run)));
            } else {
                leave();
            }
        } catch (DatabaseUnavailableException e) {
            pages.redirect(Notice.DATABASE_UNAVAILABLE.in(pages.run(run)));
        }
    }

    /** True also while the pressed button is worked off: Faces passes over a button that is not rendered. */
    public boolean isAsking() {
        return faces.isPostback() || blocker != null;
    }

    /** Null while the pressed button is worked off. */
    public Blocker getBlocker() {
        return blocker;
    }

    public long getRun() {
        return run;
    }

    public void setRun(long run) {
        this.run = run;
    }

    public int getSession() {
        return session;
    }

    public void setSession(int session) {
        this.session = session;
    }
}
