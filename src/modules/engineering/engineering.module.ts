import { Module } from '@nestjs/common';
import { ProductStructures } from './product-structures.js';

@Module({ providers: [ProductStructures], exports: [ProductStructures] })
export class EngineeringModule {}
