package org.slipway.api;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * JSON schemas of the views, from their record components. Made here rather than left to the server's scanner, because
 * Payara's writes {@code maxProperties: 0} into every schema that has a description.
 */
final class ViewSchemas {
    private final Map<String, Schema> schemas = new LinkedHashMap<>();

    /** Of these views and of all views within them, by name. */
    static Map<String, Schema> of(Class<?>... views) {
        ViewSchemas all = new ViewSchemas();
        Arrays.stream(views).forEach(all::reference);
        return all.schemas;
    }

    /** The class's name without {@code View}. */
    static String name(Class<?> view) {
        return view.getSimpleName().replaceFirst("View$", "");
    }

    private Schema reference(Class<?> view) {
        String name = name(view);
        if (!schemas.containsKey(name)) {
            Schema schema = OASFactory.createSchema().type(SchemaType.OBJECT);
            schemas.put(name, schema);
            for (RecordComponent component : view.getRecordComponents()) {
                schema.addProperty(component.getName(), property(component));
                if (view != ProblemView.class) {
                    schema.addRequired(component.getName());
                }
            }
        }
        return OASFactory.createSchema().ref(name);
    }

    private Schema property(RecordComponent component) {
        var declared =
                component.getAccessor().getAnnotation(org.eclipse.microprofile.openapi.annotations.media.Schema.class);
        boolean stated = declared != null && declared.implementation() != Void.class;
        Schema schema = schema(stated ? declared.implementation() : component.getGenericType());
        boolean mayBeNull = !component.getType().isPrimitive() && !isCollection(component.getType());
        if (mayBeNull) {
            schema =
                    schema.getRef() == null ? schema : OASFactory.createSchema().addAllOf(schema);
            schema.nullable(true);
        }
        return declared == null ? schema : schema.description(declared.description());
    }

    private static boolean isCollection(Class<?> type) {
        return type == List.class || type == Map.class;
    }

    private Schema schema(Type type) {
        if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            return generic.getRawType() == List.class
                    ? OASFactory.createSchema().type(SchemaType.ARRAY).items(schema(arguments[0]))
                    : OASFactory.createSchema()
                            .type(SchemaType.OBJECT)
                            .additionalPropertiesSchema(schema(arguments[1]).nullable(true));
        }
        Class<?> plain = (Class<?>) type;
        return plain.isRecord() ? reference(plain) : simple(plain);
    }

    private static Schema simple(Class<?> type) {
        Schema schema = OASFactory.createSchema();
        if (type.isEnum()) {
            return schema.type(SchemaType.STRING).enumeration(names(type));
        }
        if (type == Instant.class) {
            return schema.type(SchemaType.STRING).format("date-time");
        }
        if (type == boolean.class || type == Boolean.class) {
            return schema.type(SchemaType.BOOLEAN);
        }
        if (type == String.class) {
            return schema.type(SchemaType.STRING);
        }
        boolean isLong = type == long.class || type == Long.class;
        return schema.type(SchemaType.INTEGER).format(isLong ? "int64" : "int32");
    }

    private static List<Object> names(Class<?> type) {
        return Arrays.stream(type.getEnumConstants())
                .<Object>map(Object::toString)
                .toList();
    }
}
