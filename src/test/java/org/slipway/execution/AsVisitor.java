package org.slipway.execution;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RunAs;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.util.function.Supplier;

/** Calls as one who is signed in and has another role. Only in the archive of {@link StepExecutorArquillianIT}. */
@Stateless
@RunAs("visitor")
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class AsVisitor {
    public <T> T call(Supplier<T> work) {
        return work.get();
    }
}
