package dev.sallyport.bootstrap.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.stream.Stream;

/** Calling, constructing or referring to something, also as {@code Instant::now}. */
final class AccessesWhere extends ArchCondition<JavaClass> {
    private final DescribedPredicate<JavaAccess<?>> wanted;

    AccessesWhere(DescribedPredicate<JavaAccess<?>> wanted) {
        super(wanted.getDescription());
        this.wanted = wanted;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        Stream.of(
                        type.getAccessesFromSelf().stream(),
                        type.getMethodReferencesFromSelf().stream(),
                        type.getConstructorReferencesFromSelf().stream())
                .<JavaAccess<?>>flatMap(accesses -> accesses)
                .distinct()
                .filter(wanted)
                .forEach(access -> events.add(SimpleConditionEvent.satisfied(access, access.getDescription())));
    }
}
