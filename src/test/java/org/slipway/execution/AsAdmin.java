package org.slipway.execution;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.Supplier;
import org.slipway.security.Roles;

/** Calls as one who has the role. Only in the archive of {@link StepExecutorArquillianIT}. */
@Stateless
@RunAs(Roles.ADMIN)
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AsAdmin {
    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
