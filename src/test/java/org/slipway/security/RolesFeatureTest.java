package org.slipway.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.annotation.security.DenyAll;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.FeatureContext;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RolesFeatureTest {
    @RolesAllowed("admin")
    static class ForAdmins {
        public void asItsClass() {}

        @RolesAllowed("auditor")
        public void forAuditors() {}

        @PermitAll
        public void forAll() {}

        @DenyAll
        public void forNobody() {}
    }

    @Path("silent")
    static class Silent {
        public void asItsClass() {}

        @PermitAll
        public void forAll() {}
    }

    @Test
    void theMethodsRuleGoesBeforeItsClasss() {
        assertThat(rolesFor(ForAdmins.class, "asItsClass")).containsExactly(Set.of("admin"));
        assertThat(rolesFor(ForAdmins.class, "forAuditors")).containsExactly(Set.of("auditor"));
        assertThat(rolesFor(ForAdmins.class, "forNobody")).containsExactly(Set.of());
        assertThat(rolesFor(ForAdmins.class, "forAll")).isEmpty();
    }

    @Test
    void aResourceThatSaysNothingIsForNobody() {
        assertThat(rolesFor(Silent.class, "asItsClass")).containsExactly(Set.of());
        assertThat(rolesFor(Silent.class, "forAll")).isEmpty();
    }

    @Test
    void whatJakartaRestAddsByItselfIsForWhoeverMayLook() {
        assertThat(rolesFor(Runnable.class, "run")).containsExactly(Set.of("admin", "viewer"));
    }

    /** Roles of the filter that is put before the method; empty without a filter. */
    private static List<Set<String>> rolesFor(Class<?> type, String method) {
        List<Set<String>> registered = new ArrayList<>();
        new RolesFeature().configure(new Resource(type, method), (FeatureContext) Proxy.newProxyInstance(
                RolesFeatureTest.class.getClassLoader(),
                new Class<?>[] {FeatureContext.class},
                (proxy, called, arguments) -> {
                    registered.add(((RolesFeature.RoleFilter) arguments[0]).roles());
                    return proxy;
                }));
        return registered;
    }

    private record Resource(Class<?> type, String name) implements ResourceInfo {
        @Override
        public Method getResourceMethod() {
            try {
                return type.getDeclaredMethod(name);
            } catch (NoSuchMethodException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public Class<?> getResourceClass() {
            return type;
        }
    }
}
