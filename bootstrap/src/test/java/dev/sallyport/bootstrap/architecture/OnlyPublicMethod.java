package dev.sallyport.bootstrap.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;

/** Being called in one way alone. */
final class OnlyPublicMethod extends ArchCondition<JavaClass> {
    private final String name;

    OnlyPublicMethod(String name) {
        super("have no public method but " + name);
        this.name = name;
    }

    @Override
    public void check(JavaClass type, ConditionEvents events) {
        List<String> open = type.getMethods().stream()
                .filter(method -> method.getModifiers().contains(JavaModifier.PUBLIC))
                .map(JavaMethod::getName)
                .toList();
        if (!open.equals(List.of(name))) {
            events.add(SimpleConditionEvent.violated(type, type.getName() + " has the public methods " + open));
        }
    }
}
