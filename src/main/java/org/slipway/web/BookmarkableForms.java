package org.slipway.web;

import jakarta.faces.application.ViewHandler;
import jakarta.faces.application.ViewHandlerWrapper;
import jakarta.faces.context.FacesContext;
import jakarta.servlet.RequestDispatcher;

/**
 * Lets a form post to the address its page was asked for, {@code /admin/runs/12}, and not to the view behind it: so an
 * expired page, or one that is shown again with a message, still has an address that leads back to it.
 */
public class BookmarkableForms extends ViewHandlerWrapper {
    public BookmarkableForms(ViewHandler wrapped) {
        super(wrapped);
    }

    @Override
    public String getActionURL(FacesContext faces, String viewId) {
        Object asked = faces.getExternalContext().getRequestMap().get(RequestDispatcher.FORWARD_REQUEST_URI);
        boolean thisPage =
                faces.getViewRoot() != null && viewId.equals(faces.getViewRoot().getViewId());
        return thisPage && asked instanceof String address ? address : super.getActionURL(faces, viewId);
    }
}
