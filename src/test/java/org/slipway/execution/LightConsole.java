package org.slipway.execution;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.inject.Inject;
import java.lang.reflect.Field;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import javax.sql.DataSource;
import org.slipway.audit.AuditTrail;
import org.slipway.configuration.ExecutionSettings;
import org.slipway.history.RunReader;
import org.slipway.security.Actor;
import org.slipway.security.Roles;
import org.slipway.testing.LocalTransactions;

/**
 * A console without pages: the real {@link MigrationRunner} and all that it calls, in a container of a few lines. It starts
 * in a fraction of the time that a server takes, so that it can be killed hundreds of times.
 */
public final class LightConsole {
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(4, work -> {
        Thread thread = new Thread(work, "console");
        thread.setDaemon(true);
        return thread;
    });
    private final Queue<CompletableFuture<Void>> runs = new ConcurrentLinkedQueue<>();
    private final MigrationRunner runner = new MigrationRunner();

    /** @param folder of the migrations */
    public LightConsole(DataSource database, Path folder, ExecutionSettings settings) {
        LocalTransactions transactions = new LocalTransactions(database);
        DataSource dataSource = transactions.dataSource();
        RunRegistry registry = new RunRegistry();
        inject(registry, List.of(settings));
        inject(
                runner,
                List.of(
                        dataSource,
                        executor(ManagedExecutorService.class),
                        executor(ManagedScheduledExecutorService.class),
                        settings,
                        Engine.source(folder),
                        new StepExecutor(dataSource, transactions, settings),
                        new RunReader(dataSource, settings),
                        registry,
                        new AuditTrail(dataSource, settings, threads)));
    }

    /** Each field that the container would fill gets the one part that fits its type. */
    private static void inject(Object bean, List<Object> parts) {
        for (Field field : bean.getClass().getDeclaredFields()) {
            if (field.isAnnotationPresent(Resource.class) || field.isAnnotationPresent(Inject.class)) {
                Object part = parts.stream()
                        .filter(each -> field.getType().isInstance(each))
                        .findFirst()
                        .orElseThrow(() -> new AssertionError("nothing for " + field));
                try {
                    field.setAccessible(true);
                    field.set(bean, part);
                } catch (IllegalAccessException e) {
                    throw new AssertionError(e);
                }
            }
        }
    }

    /** What is handed over to be worked off is a run; what is scheduled is its heartbeat and its watch. */
    private Object executor(Class<?> type) {
        return Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals("execute")) {
                        runs.add(CompletableFuture.runAsync((Runnable) arguments[0], threads));
                        return null;
                    }
                    try {
                        return method.invoke(threads, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** Somebody presses <em>Run</em>. */
    public StartOutcome press() {
        return runner.start(new Actor("ada", Set.of(Roles.ADMIN), "127.0.0.1"), RunOptions.DEFAULT);
    }

    /** Until nothing that was started here is under way any more. */
    public void awaitIdle() {
        for (CompletableFuture<Void> run = runs.poll(); run != null; run = runs.poll()) {
            run.join();
        }
    }
}
