package org.slipway.audit;

import jakarta.annotation.PreDestroy;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import java.util.Set;

/**
 * Lets a stopping server write what waits. A start-up singleton, because such a bean is destroyed while the data source still
 * works; those that still record when they are destroyed depend on it by {@link #NAME}, and are destroyed before.
 */
@Singleton(name = AuditShutdown.NAME)
@Startup
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
public class AuditShutdown {
    /** For {@code @DependsOn}. */
    public static final String NAME = "AuditShutdown";

    /**
     * What an event goes through. Loaded with this bean: the class loader of an application that is being stopped gives out
     * no class any more.
     */
    static final Set<Class<?>> NEEDED_WHILE_STOPPING = Set.of(
            AuditAction.class,
            AuditChain.class,
            AuditEntry.class,
            AuditEvent.class,
            AuditLog.class,
            AuditText.class,
            ChainHash.class,
            ChainMark.class,
            Transaction.class);

    @Inject
    AuditTrail trail;

    @PreDestroy
    void writeWhatWaits() {
        trail.stop();
    }
}
