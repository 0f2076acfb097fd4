package org.slipway.web;

import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import org.slipway.configuration.DriftSettings;
import org.slipway.status.DriftReader;
import org.slipway.status.ObjectDrift;
import org.slipway.status.SchemaDrift;

/** What of the live schema is not as the applied migrations left it, compared when the page is asked for. */
@Named
@RequestScoped
public class DriftBean {
    static final int ROWS = 200;

    @Inject
    DriftReader reader;

    @Inject
    DriftSettings settings;

    @Inject
    FacesContext faces;

    private SchemaDrift drift;

    public void load() {
        drift = reader.now();
        if (drift.failure() != null) {
            faces.getExternalContext().setResponseStatus(503);
        }
    }

    public SchemaDrift getDrift() {
        return drift;
    }

    /** Null unless it was compared. */
    public SchemaDrift.Compared getCompared() {
        return drift instanceof SchemaDrift.Compared compared ? compared : null;
    }

    /** As many as a page can show; the API has all. */
    public List<ObjectDrift> getShown() {
        return drift.differences().stream().limit(ROWS).toList();
    }

    public int getHidden() {
        return Math.max(0, drift.differences().size() - ROWS);
    }

    public SideBySide sides(ObjectDrift shown) {
        return SideBySide.of(shown);
    }

    public List<String> getIgnored() {
        return settings.ignore();
    }
}
