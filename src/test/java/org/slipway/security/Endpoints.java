package org.slipway.security;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.servlet.annotation.WebServlet;
import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Every address of the WAR, found in the WAR and in the code, so that nobody has to remember to add one to a list. */
final class Endpoints {
    private static final JavaClasses PRODUCT = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("org.slipway");

    private Endpoints() {}

    static SortedSet<String> all(java.nio.file.Path war) throws IOException {
        SortedSet<String> addresses = new TreeSet<>();
        files(war).forEach(addresses::add);
        servlets().forEach(addresses::add);
        resources().forEach(addresses::add);
        return addresses;
    }

    /** A view has an address without its extension as well. */
    private static Stream<String> files(java.nio.file.Path war) throws IOException {
        try (ZipFile zip = new ZipFile(war.toFile())) {
            return zip.stream()
                    .filter(entry -> !entry.isDirectory())
                    .map(ZipEntry::getName)
                    .filter(name -> !name.startsWith("WEB-INF/") && !name.startsWith("META-INF/"))
                    .flatMap(name -> Stream.of("/" + name, "/" + name.replaceFirst("\\.xhtml$", "")))
                    .toList()
                    .stream();
        }
    }

    private static Stream<String> servlets() {
        return reflected(WebServlet.class)
                .map(type -> type.getAnnotation(WebServlet.class))
                .flatMap(servlet -> Stream.concat(Arrays.stream(servlet.value()), Arrays.stream(servlet.urlPatterns())))
                .map(pattern -> pattern.isEmpty() ? "/" : pattern.replaceFirst("/\\*$", "/1"));
    }

    private static Stream<String> resources() {
        String root = reflected(ApplicationPath.class)
                .map(type -> type.getAnnotation(ApplicationPath.class).value())
                .findFirst()
                .orElseThrow();
        return reflected(Path.class)
                .flatMap(type -> Arrays.stream(type.getMethods())
                        .filter(Endpoints::isEndpoint)
                        .map(method -> joined(root, type.getAnnotation(Path.class), method.getAnnotation(Path.class))));
    }

    private static boolean isEndpoint(Method method) {
        return method.isAnnotationPresent(Path.class)
                || Arrays.stream(method.getAnnotations())
                        .anyMatch(annotation -> annotation.annotationType().isAnnotationPresent(HttpMethod.class));
    }

    private static String joined(String root, Path type, Path method) {
        String path = "/" + root + "/" + type.value() + (method == null ? "" : "/" + method.value());
        return path.replaceAll("\\{[^}]*}", "1").replaceAll("/+", "/");
    }

    private static Stream<Class<?>> reflected(Class<? extends java.lang.annotation.Annotation> annotation) {
        return PRODUCT.stream().filter(type -> type.isAnnotatedWith(annotation)).map(JavaClass::reflect);
    }
}
