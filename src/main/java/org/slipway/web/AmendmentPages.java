package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.application.FacesMessage;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import java.util.Optional;
import org.slipway.execution.AmendmentOutcome;
import org.slipway.execution.Reason;

/** Where a wish to change the schema history leads: to the run that records it, or back to the question. */
@RequestScoped
public class AmendmentPages {
    @Inject
    PagesBean pages;

    @Inject
    TextBean text;

    @Inject
    FacesContext faces;

    /**
     * False when the question is to be shown again, with a message.
     *
     * @param outcome empty when no reason was given, and so nothing was tried
     */
    boolean show(Optional<AmendmentOutcome> outcome) {
        if (outcome.isEmpty()) {
            return again(text.with("accept.reason.missing", Reason.LIMIT));
        }
        if (outcome.get() instanceof AmendmentOutcome.Refused refused) {
            return again(refused.reason());
        }
        if (outcome.get() instanceof AmendmentOutcome.Outdated) {
            return again(text.plain("amendment.outdated"));
        }
        pages.redirect(
                outcome.get() instanceof AmendmentOutcome.Busy busy
                        ? Notice.ALREADY_ACTIVE.in(pages.run(busy.activeRunId()))
                        : pages.run(((AmendmentOutcome.Done) outcome.get()).runId()));
        return true;
    }

    private boolean again(String sentence) {
        faces.addMessage(null, new FacesMessage(FacesMessage.SEVERITY_ERROR, sentence, null));
        return false;
    }
}
