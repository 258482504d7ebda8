import { REGISTRY_ENTITIES } from './registry/entities.js';

/** Every entity of the product; the data source is given these and the drift check compares them with the migrations. */
export const ENTITIES = [...REGISTRY_ENTITIES];
