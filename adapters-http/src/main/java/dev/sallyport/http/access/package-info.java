/** Roles and permissions, for those who give them. */
@NullMarked
package dev.sallyport.http.access;

import org.jspecify.annotations.NullMarked;
