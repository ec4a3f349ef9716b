// How this project says no. A sentence about a field begins with the field's name.
import { Parse } from '../packages.mjs';

export const forbidden = (text) => new Parse.Error(Parse.Error.OPERATION_FORBIDDEN, text);
export const missing = () => new Parse.Error(Parse.Error.OBJECT_NOT_FOUND, 'Object not found.');
export const wrong = (field, text) => new Parse.Error(Parse.Error.VALIDATION_ERROR, `${field}: ${text}`);
export const conflict = (text) => new Parse.Error(Parse.Error.DUPLICATE_VALUE, text);
