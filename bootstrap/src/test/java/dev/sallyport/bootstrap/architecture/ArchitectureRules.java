package dev.sallyport.bootstrap.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What {@code ARCHITECTURE.md} says, as rules. They are made for a root package, so that they can be tried on fixtures that break them.
 *
 * @param root of the house; {@code dev.sallyport} for the real one
 */
record ArchitectureRules(String root) {
    private static final String[] PLATFORM = {"java..", "javax..", "org.jspecify.annotations.."};

    /** Each adapter with its own libraries. */
    private static final Map<String, List<String>> LIBRARIES = Map.of(
            "http",
            List.of(
                    "io.javalin..",
                    "kotlin..",
                    "jakarta.servlet..",
                    "org.eclipse.jetty..",
                    "com.fasterxml.jackson..",
                    "org.slf4j.."),
            "persistence",
            List.of("org.jdbi..", "org.flywaydb..", "com.zaxxer.hikari..", "org.postgresql..", "org.slf4j.."),
            "mail",
            List.of("jakarta.mail..", "jakarta.activation..", "org.eclipse.angus..", "com.ibm.icu..", "org.slf4j.."),
            "security",
            List.of(
                    "com.auth0.jwt..",
                    "org.bouncycastle..",
                    "com.github.f4b6a3.uuid..",
                    "com.github.benmanes.caffeine..",
                    "com.nulabinc.zxcvbn..",
                    "dev.samstevens.totp..",
                    "com.google.zxing..",
                    "com.fasterxml.jackson..",
                    "org.slf4j.."),
            "ratelimit",
            List.of(
                    "io.github.bucket4j..",
                    "com.github.benmanes.caffeine..",
                    "redis.clients.jedis..",
                    "org.apache.commons.pool2..",
                    "org.slf4j.."));

    /** What other people's services get with the verifier. */
    private static final List<String> VERIFIER_LIBRARIES = List.of("com.auth0.jwt..", "com.fasterxml.jackson..");

    private static final Set<String> AMBIENT_TIME = Set.of(
            "java.time.Instant.now",
            "java.time.LocalDate.now",
            "java.time.LocalDateTime.now",
            "java.time.OffsetDateTime.now",
            "java.time.ZonedDateTime.now",
            "java.time.Clock.systemUTC",
            "java.time.Clock.systemDefaultZone",
            "java.time.InstantSource.system",
            "java.lang.System.currentTimeMillis");

    private static final Set<String> AMBIENT_RANDOMNESS = Set.of(
            "java.util.UUID.randomUUID",
            "java.lang.Math.random",
            "java.util.Random.<init>",
            "java.security.SecureRandom.<init>",
            "java.security.SecureRandom.getInstanceStrong",
            "java.util.concurrent.ThreadLocalRandom.current");

    static ArchitectureRules ofSallyport() {
        return new ArchitectureRules("dev.sallyport");
    }

    private String in(String module) {
        return root + "." + module + "..";
    }

    private String[] core() {
        return new String[] {in("domain"), in("application")};
    }

    private static String[] concat(List<String> some, String... others) {
        return Stream.concat(some.stream(), Stream.of(others)).toArray(String[]::new);
    }

    ArchRule domainKnowsOnlyTheJdk() {
        return classes()
                .that()
                .resideInAPackage(in("domain"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(concat(List.of(in("domain")), PLATFORM)));
    }

    ArchRule applicationKnowsOnlyTheDomain() {
        return classes()
                .that()
                .resideInAPackage(in("application"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(concat(List.of(core()), PLATFORM)));
    }

    /** Other people's services get it alone, so it brings nothing of this house. */
    ArchRule verifierKnowsNothingOfTheHouse() {
        List<String> known = new ArrayList<>(VERIFIER_LIBRARIES);
        known.add(in("verifier"));
        return classes()
                .that()
                .resideInAPackage(in("verifier"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(concat(known, PLATFORM)));
    }

    /** Neither another adapter, nor another's library, nor what puts them together; security has the verifier, too. */
    ArchRule adaptersKnowTheCoreAndTheirOwnLibraryAlone() {
        List<ArchRule> each = LIBRARIES.entrySet().stream()
                .<ArchRule>map(adapter -> {
                    List<String> known = new ArrayList<>(adapter.getValue());
                    known.addAll(List.of(core()));
                    known.add(in(adapter.getKey()));
                    if (adapter.getKey().equals("security")) {
                        known.add(in("verifier"));
                    }
                    return classes()
                            .that()
                            .resideInAPackage(in(adapter.getKey()))
                            .should()
                            .onlyDependOnClassesThat(resideInAnyPackage(concat(known, PLATFORM)))
                            .allowEmptyShould(true);
                })
                .toList();
        return CompositeArchRule.of(each);
    }

    ArchRule bootstrapLeavesAdaptersTheirLibraries() {
        List<String> known =
                new ArrayList<>(LIBRARIES.keySet().stream().map(this::in).toList());
        known.addAll(List.of(core()));
        known.addAll(List.of(
                in("bootstrap"),
                "picocli..",
                "org.yaml.snakeyaml..",
                "ch.qos.logback..",
                "io.micrometer..",
                "io.prometheus..",
                "software.amazon.awssdk..",
                "org.slf4j.."));
        return classes()
                .that()
                .resideInAPackage(in("bootstrap"))
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(concat(known, PLATFORM)));
    }

    ArchRule coreDoesNotLog() {
        return noClasses()
                .that()
                .resideInAnyPackage(core())
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.util.logging..", "org.slf4j..", "ch.qos.logback..")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(System.Logger.class);
    }

    ArchRule coreDoesNotPrint() {
        return noClasses()
                .that()
                .resideInAnyPackage(core())
                .should()
                .accessField(System.class, "out")
                .orShould()
                .accessField(System.class, "err")
                .orShould()
                .callMethod(Throwable.class, "printStackTrace");
    }

    ArchRule nobodySleeps() {
        return noClasses()
                .should(new AccessesWhere(describe(
                        "sleep",
                        access -> access.getTargetOwner().isEquivalentTo(Thread.class)
                                && access.getName().equals("sleep"))));
    }

    /**
     * Nothing static is state.
     *
     * @param constants arrays that nobody writes to, by class and field below the root
     */
    ArchRule nothingStaticCanChangeExcept(Set<String> constants) {
        return fields().that()
                .areStatic()
                .and(describe("are written by people", field -> !isSynthetic(field)))
                .and(describe(
                        "are not listed",
                        field -> !constants.contains(below(field.getOwner()) + "." + field.getName())))
                .should()
                .beFinal()
                .andShould()
                .notHaveRawType(describe("that can change", ArchitectureRules::canChange));
    }

    private static boolean isSynthetic(JavaField field) {
        return field.getModifiers().contains(JavaModifier.SYNTHETIC);
    }

    private static boolean canChange(JavaClass type) {
        return type.isArray()
                || type.getPackageName().equals("java.util.concurrent.atomic")
                || (type.isAssignableTo(Map.class) && !type.isInterface())
                || (type.isAssignableTo(java.util.Collection.class) && !type.isInterface())
                || type.isEquivalentTo(ThreadLocal.class);
    }

    /**
     * Secrets leave their wrapping at these places only.
     *
     * @param callers classes, by their names below the root
     */
    ArchRule secretsAreRevealedOnlyBy(Set<String> callers) {
        return noClasses()
                .that(describe("are not listed", type -> !callers.contains(below(type))))
                .should(new AccessesWhere(describe(
                        "reveal secrets",
                        access -> access.getName().equals("reveal")
                                && access.getTargetOwner().isAssignableTo(root + ".domain.secret.Secret"))));
    }

    /** The outermost class's name without the root. */
    private String below(JavaClass type) {
        String name = type.getName().substring(Math.min(type.getName().length(), root.length() + 1));
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    ArchRule useCasesAreFinalWithOneWayIn() {
        return classes()
                .that()
                .resideInAPackage(in("application"))
                .and(describe("are use cases", ArchitectureRules::isUseCase))
                .should()
                .haveModifier(JavaModifier.FINAL)
                .andShould(new OnlyPublicMethod("handle"));
    }

    private static boolean isUseCase(JavaClass type) {
        return type.getAllRawSuperclasses().size() == 1
                && type.isTopLevelClass()
                && type.getMethods().stream()
                        .anyMatch(method -> method.getRawParameterTypes().stream()
                                .anyMatch(parameter -> parameter.getName().startsWith(type.getName() + "$Command")));
    }

    ArchRule timeIsAPortExceptFor(Set<String> callers) {
        return ambient("ask the machine for the time", AMBIENT_TIME, callers);
    }

    ArchRule randomnessIsAPortExceptFor(Set<String> callers) {
        return ambient("make random values", AMBIENT_RANDOMNESS, callers);
    }

    private ArchRule ambient(String what, Set<String> targets, Set<String> callers) {
        DescribedPredicate<JavaAccess<?>> isAmbient = describe(
                what, access -> targets.contains(access.getTargetOwner().getName() + "." + access.getName()));
        return noClasses()
                .that(describe("are not listed", type -> !callers.contains(below(type))))
                .should(new AccessesWhere(isAmbient));
    }

    ArchRule nothingIsDoneByReflectionExceptBy(Set<String> callers) {
        return noClasses()
                .that(describe("are not listed", type -> !callers.contains(below(type))))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("java.lang.reflect..", "jakarta.inject..", "javax.inject..", "com.google.inject..")
                .orShould()
                .callMethod(Class.class, "forName", String.class);
    }

    ArchRule namesSaySomething() {
        return classes().should().haveNameNotMatching(".*(Utils?|Helper|Manager|Impl|Base)(\\$.*)?");
    }

    ArchRule everyPackageIsNullMarked() {
        return classes().should(new ResideInANullMarkedPackage());
    }
}
