package dev.sallyport.lambda;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses HANDLERS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.sallyport.lambda");

    /** It stands before the server, which is all that it knows of the house; routes and use cases are not its own. */
    @Test
    void knowsTheServerAndLambdaAlone() {
        assertThat(HANDLERS).isNotEmpty();
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        "dev.sallyport.lambda..",
                        "dev.sallyport.bootstrap..",
                        "com.amazonaws.services.lambda.runtime..",
                        "com.fasterxml.jackson..",
                        "org.crac..",
                        "org.slf4j..",
                        "org.jspecify.annotations..",
                        "java..")
                .check(HANDLERS);
    }

    @Test
    void asksTheMachineForTheTimeAtOnePlaceAlone() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName(Instance.class.getName())
                .should()
                .callMethod(java.time.Clock.class, "systemUTC")
                .orShould()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(HANDLERS);
    }
}
