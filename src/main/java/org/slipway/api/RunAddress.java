package org.slipway.api;

import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** Where a run can be read, absolute, as its caller reaches this server. */
final class RunAddress {
    private RunAddress() {}

    static URI of(long id, UriInfo asked) {
        return asked.getBaseUriBuilder().path("admin/runs/{id}").build(id);
    }
}
