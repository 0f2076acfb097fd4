package org.slipway.execution;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.Supplier;
import org.slipway.security.Roles;

/** Calls as one who may look and not touch. Only in the archive of {@link StepExecutorArquillianIT}. */
@Stateless
@RunAs(Roles.VIEWER)
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AsViewer {
    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
