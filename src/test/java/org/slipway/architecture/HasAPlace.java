package org.slipway.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Collection;
import java.util.stream.Stream;

/** A package that no rule names would be held by none. */
final class HasAPlace extends ArchCondition<JavaClass> {
    private final String base;
    private final Collection<String> above;
    private final Collection<String> bottom;

    HasAPlace(String base, Collection<String> above, Collection<String> bottom) {
        super("be in a package that the rules name");
        this.base = base;
        this.above = above;
        this.bottom = bottom;
    }

    @Override
    public void check(JavaClass each, ConditionEvents events) {
        String name = Rules.packageOf(each, base);
        boolean named = Stream.concat(above.stream(), bottom.stream()).anyMatch(name::equals);
        events.add(new SimpleConditionEvent(each, named, each.getName() + " is in '" + name + "'"));
    }
}
